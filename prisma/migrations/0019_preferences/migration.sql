-- What a person has set for their own screen: font size, theme, density, copy form, signal. Nothing of it is kept in the browser.
CREATE TABLE "Preference" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    CONSTRAINT "Preference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
