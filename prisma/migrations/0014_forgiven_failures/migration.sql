-- Whose attempt a failure was, as a keyed hash: a person who then signs in takes it back from every count.
ALTER TABLE "SignInFailure" ADD COLUMN "account" TEXT;
CREATE INDEX "SignInFailure_account_idx" ON "SignInFailure"("account");
