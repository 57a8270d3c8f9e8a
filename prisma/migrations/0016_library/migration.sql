-- CreateTable
CREATE TABLE "LibraryDocument" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "LibraryEdition" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "departmentId" TEXT,
    "state" TEXT NOT NULL,
    "example" BOOLEAN NOT NULL DEFAULT false,
    "title" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "validFrom" TEXT,
    "validUntil" TEXT,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "pages" INTEGER,
    "passageCount" INTEGER NOT NULL,
    "listed" TEXT NOT NULL,
    "listedCount" INTEGER NOT NULL,
    "contentSha256" TEXT,
    "proposedById" TEXT,
    "proposedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proposerTicked" INTEGER NOT NULL DEFAULT 0,
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    "decidedAs" TEXT,
    "deciderTicked" INTEGER NOT NULL DEFAULT 0,
    "retiredAt" DATETIME,
    "supersededById" TEXT,
    CONSTRAINT "LibraryEdition_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "LibraryDocument" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LibraryPassage" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "editionId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "heading" TEXT NOT NULL,
    "page" INTEGER,
    "text" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    CONSTRAINT "LibraryPassage_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "LibraryEdition" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "LibraryEdition_documentId_idx" ON "LibraryEdition"("documentId");

-- CreateIndex
CREATE INDEX "LibraryEdition_state_idx" ON "LibraryEdition"("state");

-- CreateIndex
CREATE INDEX "LibraryEdition_sha256_idx" ON "LibraryEdition"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "LibraryPassage_editionId_ordinal_key" ON "LibraryPassage"("editionId", "ordinal");


-- One edition of a document is in force, whoever approves what at the same time.
CREATE UNIQUE INDEX "LibraryEdition_one_in_force" ON "LibraryEdition"("documentId") WHERE "state" = 'in_force';

-- A passage is never changed, and goes only with a proposal that was rejected.
CREATE TRIGGER "LibraryPassage_refuse_update" BEFORE UPDATE ON "LibraryPassage"
BEGIN SELECT RAISE(ABORT, 'passages cannot be changed'); END;
CREATE TRIGGER "LibraryPassage_refuse_delete" BEFORE DELETE ON "LibraryPassage"
WHEN (SELECT "state" FROM "LibraryEdition" WHERE "id" = OLD."editionId") <> 'rejected'
BEGIN SELECT RAISE(ABORT, 'passages cannot be deleted'); END;
