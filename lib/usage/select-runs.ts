/** A run's first record tells the template and the missing facts, a later one that the answer was acknowledged. */
export const FINISHED = `
  SELECT f.id, f.at, f.actorId, f.actorName, f.departmentId, f.outcome, f.answerTokens, f.firstTokenMs, f.queueMs, f.detail,
    s.detail AS startDetail,
    f.detail LIKE '%"acknowledgeable":true%' AND EXISTS (
      SELECT 1 FROM AuditEvent a WHERE a.runId = f.runId AND a.event = 'answer.acknowledged'
    ) AS acknowledged
  FROM AuditEvent f LEFT JOIN AuditEvent s ON s.runId = f.runId AND s.event = 'consult.started'
  WHERE f.event = 'consult.finished' AND `

/** A question that was refused. */
export const REFUSED = `
  SELECT f.id, f.at, f.actorId, f.actorName, f.departmentId, 'refused' AS outcome, NULL AS answerTokens, NULL AS firstTokenMs,
    NULL AS queueMs, NULL AS detail, NULL AS startDetail, 0 AS acknowledged
  FROM AuditEvent f WHERE f.event = 'consult.refused' AND `
