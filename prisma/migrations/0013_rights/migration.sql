-- AlterTable
ALTER TABLE "User" ADD COLUMN "directoryGroups" TEXT;

-- AlterTable
ALTER TABLE "GroupMapping" ADD COLUMN "proposedById" TEXT;
ALTER TABLE "GroupMapping" ADD COLUMN "approvedById" TEXT;
