-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "upToId" INTEGER NOT NULL,
    "records" INTEGER NOT NULL,
    "lastMac" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "keyId" TEXT NOT NULL,
    "signature" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "AuditTombstone" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "fromId" INTEGER NOT NULL,
    "upToId" INTEGER NOT NULL,
    "lastMac" TEXT NOT NULL,
    "olderThan" DATETIME NOT NULL,
    "at" DATETIME NOT NULL,
    "keyId" TEXT NOT NULL,
    "signature" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Policy" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    "updatedById" TEXT
);

-- CreateTable
CREATE TABLE "ChangeRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    "usedAt" DATETIME
);

-- CreateTable
CREATE TABLE "LocalAccount" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "username" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "totpSecret" TEXT NOT NULL,
    "lastStep" INTEGER NOT NULL DEFAULT 0,
    "enabledAt" DATETIME,
    "lastUsedAt" DATETIME
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Department" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "idleMinutes" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1
);
INSERT INTO "new_Department" ("code", "id", "nameEn", "nameZh") SELECT "code", "id", "nameEn", "nameZh" FROM "Department";
DROP TABLE "Department";
ALTER TABLE "new_Department" RENAME TO "Department";
CREATE UNIQUE INDEX "Department_code_key" ON "Department"("code");
CREATE TABLE "new_User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "directoryId" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "departmentId" TEXT,
    "disabledAt" DATETIME,
    "disabledBy" TEXT,
    "directoryCheckedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSignInAt" DATETIME,
    CONSTRAINT "User_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_User" ("createdAt", "departmentId", "directoryId", "disabledAt", "displayName", "id", "lastSignInAt", "locale", "username") SELECT "createdAt", "departmentId", "directoryId", "disabledAt", "displayName", "id", "lastSignInAt", "locale", "username" FROM "User";
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
CREATE UNIQUE INDEX "User_directoryId_key" ON "User"("directoryId");
CREATE UNIQUE INDEX "User_username_key" ON "User"("username");
CREATE TABLE "new_RoleGrant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "departmentId" TEXT,
    "source" TEXT NOT NULL,
    "givenById" TEXT,
    "startsAt" DATETIME,
    "endsAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "RoleGrant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RoleGrant_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "RoleGrant_givenById_fkey" FOREIGN KEY ("givenById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_RoleGrant" ("createdAt", "departmentId", "id", "role", "source", "userId") SELECT "createdAt", "departmentId", "id", "role", "source", "userId" FROM "RoleGrant";
DROP TABLE "RoleGrant";
ALTER TABLE "new_RoleGrant" RENAME TO "RoleGrant";
CREATE UNIQUE INDEX "RoleGrant_userId_role_departmentId_source_key" ON "RoleGrant"("userId", "role", "departmentId", "source");
CREATE TABLE "new_GroupMapping" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupDn" TEXT NOT NULL,
    "role" TEXT,
    "departmentId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "GroupMapping_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_GroupMapping" ("createdAt", "departmentId", "groupDn", "id", "role") SELECT "createdAt", "departmentId", "groupDn", "id", "role" FROM "GroupMapping";
DROP TABLE "GroupMapping";
ALTER TABLE "new_GroupMapping" RENAME TO "GroupMapping";
CREATE UNIQUE INDEX "GroupMapping_groupDn_role_departmentId_key" ON "GroupMapping"("groupDn", "role", "departmentId");
CREATE TABLE "new_Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sidHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastActionAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "lockedAt" DATETIME,
    "endedAt" DATETIME,
    "endReason" TEXT,
    "address" TEXT,
    "kind" TEXT NOT NULL DEFAULT 'directory',
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Session" ("address", "createdAt", "endReason", "endedAt", "expiresAt", "id", "lastActionAt", "lockedAt", "sidHash", "userId") SELECT "address", "createdAt", "endReason", "endedAt", "expiresAt", "id", "lastActionAt", "lockedAt", "sidHash", "userId" FROM "Session";
DROP TABLE "Session";
ALTER TABLE "new_Session" RENAME TO "Session";
CREATE UNIQUE INDEX "Session_sidHash_key" ON "Session"("sidHash");
CREATE INDEX "Session_userId_endedAt_idx" ON "Session"("userId", "endedAt");
CREATE INDEX "Session_endedAt_lastActionAt_idx" ON "Session"("endedAt", "lastActionAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "AuditCheckpoint_upToId_idx" ON "AuditCheckpoint"("upToId");

-- CreateIndex
CREATE UNIQUE INDEX "AuditTombstone_upToId_key" ON "AuditTombstone"("upToId");

-- CreateIndex
CREATE INDEX "ChangeRequest_state_requestedAt_idx" ON "ChangeRequest"("state", "requestedAt");

-- CreateIndex
CREATE UNIQUE INDEX "LocalAccount_username_key" ON "LocalAccount"("username");


-- Only what a signed tombstone covers can be removed, oldest first; nothing can be changed.
DROP TRIGGER "AuditEvent_refuse_delete";
CREATE TRIGGER "AuditEvent_refuse_delete" BEFORE DELETE ON "AuditEvent"
WHEN OLD."id" > (SELECT COALESCE(MAX("upToId"), 0) FROM "AuditTombstone")
BEGIN SELECT RAISE(ABORT, 'audit records cannot be deleted'); END;

CREATE TRIGGER "AuditCheckpoint_refuse_update" BEFORE UPDATE ON "AuditCheckpoint"
BEGIN SELECT RAISE(ABORT, 'checkpoints cannot be changed'); END;
CREATE TRIGGER "AuditCheckpoint_refuse_delete" BEFORE DELETE ON "AuditCheckpoint"
BEGIN SELECT RAISE(ABORT, 'checkpoints cannot be deleted'); END;

CREATE TRIGGER "AuditTombstone_refuse_update" BEFORE UPDATE ON "AuditTombstone"
BEGIN SELECT RAISE(ABORT, 'tombstones cannot be changed'); END;
CREATE TRIGGER "AuditTombstone_refuse_delete" BEFORE DELETE ON "AuditTombstone"
BEGIN SELECT RAISE(ABORT, 'tombstones cannot be deleted'); END;
