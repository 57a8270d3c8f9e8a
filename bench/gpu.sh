#!/usr/bin/env bash
# What llama.cpp of this release does on a GPU, without the portal and without a network: load, decode at 1 to 32 users, change of
# model, too little memory, a kill under load, and the processor instead. Ten minutes at most in each of two calls:
#
#   bench/gpu.sh build   builds for the one architecture of the card and writes weights of random values (the model's shape, not its words)
#   bench/gpu.sh run     measures, and writes $OUT/gpu.json
#
# LLAMA_BUNDLE is the source that node-llama-cpp carries. BENCH_GPU=off and BENCH_SHAPES="tiny tiny" try it all on a processor.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
WORK=${BENCH_WORK:-$here/../var/bench/gpu}
OUT=${OUT:-$WORK}
BUNDLE=${LLAMA_BUNDLE:-$here/../node_modules/node-llama-cpp/llama/gitRelease.bundle}
BIN=${LLAMA_BIN:-$WORK/build/bin}
read -r SMALL LARGE <<<"${BENCH_SHAPES:-270m 4b}"
USERS=${BENCH_USERS:-1,2,4,8,16,32}
GPU=${BENCH_GPU:-on}
LAYERS=99
[ "$GPU" = on ] || LAYERS=0
PORT=${BENCH_PORT:-18799}
DEADLINE=$((SECONDS + ${BENCH_SECONDS:-560}))
mkdir -p "$WORK" "$OUT"

left() { local s=$((DEADLINE - SECONDS)); echo $((s > 1 ? s : 1)); }
now() { date +%s%N; }
ms_since() { echo $((($(now) - $1) / 1000000)); }

build() {
  local cuda=()
  if [ "$GPU" = on ]; then
    local arch
    arch=$(nvidia-smi --query-gpu=compute_cap --format=csv,noheader | head -1 | tr -d '. ') || return 1
    cuda=(-DGGML_CUDA=ON "-DCMAKE_CUDA_ARCHITECTURES=$arch" -DGGML_CUDA_FA_ALL_QUANTS=OFF)
  fi
  [ -d "$WORK/source" ] || git clone --quiet "$BUNDLE" "$WORK/source" || return 1
  cmake -S "$WORK/source" -B "$WORK/build" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF \
    -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_UI=OFF -DLLAMA_BUILD_WEBUI=OFF "${cuda[@]}" >"$WORK/cmake.log" || return 1
  # A call that ends here is gone on with by the next one.
  timeout "$(left)" cmake --build "$WORK/build" -j "$(nproc)" --target llama-server llama-batched-bench >"$WORK/make.log" 2>&1
}

weights() {
  local shape
  for shape in $SMALL $LARGE; do
    [ -s "$WORK/$shape.gguf" ] || python3 "$here/gpu/write-weights.py" "$shape" "$WORK/$shape.gguf" || return 1
  done
}

SERVER=
# Starts a server and waits until it answers; prints the milliseconds, or "null" where it ended or took too long.
serve() {
  local model=$1 from
  shift
  from=$(now)
  "$BIN/llama-server" -m "$WORK/$model.gguf" --port "$PORT" --host 127.0.0.1 -ngl "$LAYERS" --parallel 4 -c 8192 "$@" >"$WORK/server.log" 2>&1 &
  SERVER=$!
  while kill -0 "$SERVER" 2>/dev/null && [ "$(left)" -gt 1 ]; do
    if curl -sf "http://127.0.0.1:$PORT/health" >/dev/null; then
      TOOK=$(ms_since "$from")
      return 0
    fi
    sleep 0.05
  done
  TOOK=null
  return 1
}
end_server() {
  [ -n "$SERVER" ] && kill "${1:--TERM}" "$SERVER" 2>/dev/null && wait "$SERVER" 2>/dev/null
  SERVER=
}
trap 'end_server -KILL' EXIT

# Milliseconds of an answer of so many tokens to a prompt of token numbers; null without one.
answer() {
  local from
  from=$(now)
  if curl -sf -m "$(left)" "http://127.0.0.1:$PORT/completion" -H 'Content-Type: application/json' \
    -d "{\"prompt\":[2,300,301,302],\"n_predict\":$1,\"ignore_eos\":true}" >/dev/null; then
    ms_since "$from"
  else echo null; fi
}

decode() {
  timeout "$(left)" "$BIN/llama-batched-bench" -m "$WORK/$1.gguf" -ngl "$LAYERS" -c "$2" -b 512 -ub 512 -npp "${BENCH_PROMPT:-512}" \
    -ntg "${BENCH_TOKENS:-64}" -npl "$USERS" -fa on -ctk q8_0 -ctv q8_0 --swa-full --no-kv-unified --output-format jsonl 2>/dev/null |
    grep '^{' | paste -sd,
}

memory() {
  if [ "$GPU" = on ]; then nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits | head -1; else echo null; fi
}

run() {
  local most small large loaded after killed again fallback full full_said context
  most=${USERS##*,}
  context=$((most * (${BENCH_PROMPT:-512} + ${BENCH_TOKENS:-64} + 64)))
  small=$(decode "$SMALL" "$context")
  large=$(decode "$LARGE" "$context")
  serve "$SMALL" && loaded=$TOOK || loaded=null
  local mib
  mib=$(memory)
  local alone
  alone=$(answer 64)
  # Another model in its place: the first is ended before the second begins, as on a card that holds one.
  local from
  from=$(now)
  end_server
  serve "$LARGE" && after=$(ms_since "$from") || after=null
  # A kill while an answer is written: whoever asked learns it, and the next server answers.
  (sleep 0.3 && kill -KILL "$SERVER") 2>/dev/null &
  killed=$(answer 4096)
  wait "$SERVER" 2>/dev/null
  from=$(now)
  serve "$LARGE" && again=$(ms_since "$from") || again=null
  end_server
  # More memory than there is: an error that is told, and no machine that hangs.
  if serve "$LARGE" --parallel 1 -c "${BENCH_TOO_MUCH:-100000000}"; then full=false; else full=true; fi
  full_said=$(grep -ciE 'out of memory|failed to (allocate|create|initialize)|cannot allocate|unable to allocate' "$WORK/server.log")
  end_server -KILL
  LAYERS=0
  serve "$SMALL" && fallback=$(answer 16) || fallback=null
  end_server
  cat >"$OUT/gpu.json" <<JSON
{"gpu": "$([ "$GPU" = on ] && nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader | head -1)",
 "dryRun": $([ "$GPU" = on ] && echo false || echo true), "weights": "random", "shapes": ["$SMALL", "$LARGE"],
 "decode": {"small": [$small], "large": [$large]},
 "loadMs": $loaded, "memoryUsedMiB": $mib, "answerOf64Ms": $alone, "swapMs": $after,
 "kill": {"answer": $killed, "againMs": $again},
 "outOfMemory": {"refused": $full, "linesThatSaySo": $full_said},
 "processorInstead": {"answerOf16Ms": $fallback}, "seconds": $SECONDS}
JSON
  cat "$OUT/gpu.json"
}

case ${1:-} in
build) build && weights ;;
run) run ;;
*) sed -n '2,9p' "$0" && exit 2 ;;
esac
