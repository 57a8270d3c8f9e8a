-- DropIndex
DROP INDEX "AuditEvent_departmentId_at_idx";

-- DropIndex
DROP INDEX "AuditEvent_actorId_at_idx";

-- CreateIndex
CREATE INDEX "AuditEvent_event_id_idx" ON "AuditEvent"("event", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_departmentId_id_idx" ON "AuditEvent"("departmentId", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_actorId_id_idx" ON "AuditEvent"("actorId", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_requestId_idx" ON "AuditEvent"("requestId");

-- CreateIndex
CREATE INDEX "AuditEvent_outcome_id_idx" ON "AuditEvent"("outcome", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_inputHmac_idx" ON "AuditEvent"("inputHmac");

-- CreateIndex
CREATE INDEX "AuditEvent_outputHmac_idx" ON "AuditEvent"("outputHmac");

