-- CreateTable
CREATE TABLE "SystemPromptVersion" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "zh" TEXT NOT NULL,
    "en" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TRIGGER "SystemPromptVersion_refuse_update" BEFORE UPDATE ON "SystemPromptVersion"
BEGIN SELECT RAISE(ABORT, 'system prompts cannot be changed'); END;
CREATE TRIGGER "SystemPromptVersion_refuse_delete" BEFORE DELETE ON "SystemPromptVersion"
BEGIN SELECT RAISE(ABORT, 'system prompts cannot be deleted'); END;
