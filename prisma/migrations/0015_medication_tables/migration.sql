-- Versions of the hospital's own medication tables. What a version says never changes; its state does.
CREATE TABLE "MedicationVersion" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "sha256" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "proposedById" TEXT NOT NULL,
    "proposedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" TEXT,
    "decidedAt" DATETIME
);
CREATE INDEX "MedicationVersion_state_idx" ON "MedicationVersion"("state");
CREATE UNIQUE INDEX "MedicationVersion_one_in_force" ON "MedicationVersion"("state") WHERE "state" = 'in_force';
CREATE TRIGGER "MedicationVersion_refuse_change"
BEFORE UPDATE OF "sha256", "content", "rows", "proposedById", "proposedAt" ON "MedicationVersion"
BEGIN SELECT RAISE(ABORT, 'medication tables cannot be changed'); END;
CREATE TRIGGER "MedicationVersion_refuse_delete" BEFORE DELETE ON "MedicationVersion"
BEGIN SELECT RAISE(ABORT, 'medication tables cannot be deleted'); END;

-- Rows of the medication tables that were switched off, and when they were restored.
CREATE TABLE "MedicationSwitch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "row" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "switchedById" TEXT NOT NULL,
    "switchedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "restoredById" TEXT,
    "restoredAt" DATETIME
);
CREATE INDEX "MedicationSwitch_row_idx" ON "MedicationSwitch"("row");
CREATE UNIQUE INDEX "MedicationSwitch_one_off" ON "MedicationSwitch"("row") WHERE "restoredAt" IS NULL;
