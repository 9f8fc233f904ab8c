/** What API Management takes for a named value. Each answers what is wrong, for people, or nothing. */

/** https://learn.microsoft.com/rest/api/apimanagement/named-value/create-or-update */
const displayName = /^[A-Za-z0-9\-._]{1,256}$/;
const longestValue = 4096;
const mostTags = 32;

/** The address of a secret, with or without a version. https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates */
const secretAddress =
  /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+\/secrets\/[a-z0-9-]{1,127}(?:\/[a-z0-9]+)?\/?$/i;
const clientId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function displayNameProblem(text: string): string | undefined {
  return displayName.test(text)
    ? undefined
    : 'A display name has 1 to 256 letters, digits, dots, dashes and underscores.';
}

/** Says nothing of the value itself, which may be a secret. */
export function valueProblem(text: string): string | undefined {
  if (text.trim() === '') return 'The value of a named value must not be empty.';
  return text.length > longestValue
    ? `The value of a named value has ${longestValue} characters at most.`
    : undefined;
}

export function tagsProblem(tags: readonly string[]): string | undefined {
  return tags.length > mostTags ? `A named value has ${mostTags} tags at most.` : undefined;
}

export function secretIdentifierProblem(text: string): string | undefined {
  return secretAddress.test(text)
    ? undefined
    : 'A secret identifier reads https://VAULT.vault.azure.net/secrets/NAME, as Key Vault shows it; a version may follow.';
}

/** Of a managed identity. */
export function clientIdProblem(text: string): string | undefined {
  return clientId.test(text)
    ? undefined
    : 'A client ID is a UUID such as 00000000-0000-0000-0000-000000000000.';
}
