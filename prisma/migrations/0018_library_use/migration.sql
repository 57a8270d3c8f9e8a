-- CreateTable
CREATE TABLE "LibraryUse" (
    "day" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "offered" INTEGER NOT NULL,
    "cited" INTEGER NOT NULL,

    PRIMARY KEY ("day", "departmentId", "documentId")
) WITHOUT ROWID;
