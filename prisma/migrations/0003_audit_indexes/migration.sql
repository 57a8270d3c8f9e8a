-- CreateIndex
CREATE INDEX "AuditEvent_requestId_idx" ON "AuditEvent"("requestId");

-- CreateIndex
CREATE INDEX "AuditEvent_outcome_id_idx" ON "AuditEvent"("outcome", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_inputHmac_idx" ON "AuditEvent"("inputHmac");

-- CreateIndex
CREATE INDEX "AuditEvent_outputHmac_idx" ON "AuditEvent"("outputHmac");

