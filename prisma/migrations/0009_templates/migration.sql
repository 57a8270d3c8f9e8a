-- CreateTable
CREATE TABLE "Template" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "scope" TEXT NOT NULL,
    "ownerId" TEXT,
    "departmentId" TEXT,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "current" INTEGER NOT NULL,
    "deprecatedAt" DATETIME,
    "removedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "TemplateVersion" (
    "templateId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "definition" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" TEXT,
    "approvedById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("templateId", "number"),
    CONSTRAINT "TemplateVersion_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "Template" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TemplateFavourite" (
    "userId" TEXT NOT NULL,
    "templateId" TEXT NOT NULL,

    PRIMARY KEY ("userId", "templateId"),
    CONSTRAINT "TemplateFavourite_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "Template" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TemplateProposal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "scope" TEXT NOT NULL,
    "departmentId" TEXT,
    "templateId" TEXT,
    "baseVersion" INTEGER,
    "definition" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "requestedById" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "decidedById" TEXT,
    "decidedAt" DATETIME
);

-- CreateIndex
CREATE INDEX "Template_scope_departmentId_idx" ON "Template"("scope", "departmentId");

-- CreateIndex
CREATE INDEX "Template_ownerId_idx" ON "Template"("ownerId");

-- CreateIndex
CREATE INDEX "TemplateProposal_state_requestedAt_idx" ON "TemplateProposal"("state", "requestedAt");

-- A version is never changed, and goes only with its template.
CREATE TRIGGER "TemplateVersion_refuse_update" BEFORE UPDATE ON "TemplateVersion"
BEGIN SELECT RAISE(ABORT, 'template versions cannot be changed'); END;
CREATE TRIGGER "TemplateVersion_refuse_delete" BEFORE DELETE ON "TemplateVersion"
WHEN (SELECT "removedAt" FROM "Template" WHERE "id" = OLD."templateId") IS NULL
BEGIN SELECT RAISE(ABORT, 'template versions cannot be deleted'); END;
