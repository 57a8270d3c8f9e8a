/** Twice a slide of 1280 by 720 would be more than a projector shows; this is full HD. */
const PICTURE = { width: 1920, height: 1080 }

/** An SVG slide as a PNG picture of 1920 by 1080, which every presentation program takes in. Throws where the browser cannot draw it. */
export async function paintSlide(svg: string): Promise<Blob> {
  const image = new Image(PICTURE.width, PICTURE.height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  Object.assign(canvas, PICTURE)
  canvas.getContext('2d')?.drawImage(image, 0, 0, PICTURE.width, PICTURE.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('the browser gave no picture'))
    }, 'image/png')
  })
}
