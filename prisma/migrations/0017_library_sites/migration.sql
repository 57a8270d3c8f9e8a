-- CreateTable
CREATE TABLE "LibrarySite" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "own" BOOLEAN NOT NULL DEFAULT false,
    "enteredById" TEXT,
    "approvedById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" DATETIME
);

-- AlterTable
ALTER TABLE "LibraryEdition" ADD COLUMN "originDocumentId" TEXT;
ALTER TABLE "LibraryEdition" ADD COLUMN "originSiteId" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "LibrarySite_fingerprint_key" ON "LibrarySite"("fingerprint");

-- This site has one key, made once.
CREATE UNIQUE INDEX "LibrarySite_one_own" ON "LibrarySite"("own") WHERE "own" = 1;
