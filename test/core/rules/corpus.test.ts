/** Real policies that the service takes get no errors, with nothing known beside their text. */
import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from '../../support/findings';
import { corpus } from '../../support/shared';

/** True mistakes in the corpus, by the end of the file's name. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  // The value is one of an older version of the policy; the service takes "Daily".
  '__llm-token-limit.xml': ['invalid-value'],
  // The documentation and the service's schema know only "system-assigned".
  '__llm-semantic-cache-lookup.xml': ['invalid-value'],
  // Test data of a decompiler that misspells the policies' names.
  '__invoke-darp-binding.xml': ['unknown-element'],
  '__publish-to-darp.xml': ['unknown-element'],
  // An early sample of a compiler's output: the method belongs into the text.
  '__some-fragment.xml.exmaple__at-0cb3320.xml': ['unknown-attribute'],
  // Strings in single quotes, which are for characters.
  '__aca-backend-pool-load-balancing-with-retry-tracked.xml': Array(4).fill('expression-syntax'),
  // A tool that took quotes for attributes' made `"Starter"` into `"Starter=""`.
  '__Filter_response_content_based_on_product_name.policy__at-80c1bda.xml': ['expression-syntax'],
  '__Loopback_request_for_service_at_same_API_Management_service.xml': ['expression-syntax'],
  '__Pre-authorize_requests_based_on_HTTP_method_with_validate-jwt.policy.xml':
    Array(2).fill('expression-syntax'),
};

/** Findings that are right but no errors. */
const warnings: Readonly<Record<string, readonly string[]>> = {
  // Both misspell "estimate-prompt-tokens", with an attribute that the schema has too.
  '__llm-token-limit.xml': ['missing-attribute'],
  '__azure-openai-token-limit.xml': ['missing-attribute'],
  // Test data of a decompiler: a section of everything a policy can be.
  'TestData__forward-request.xml': ['too-many-statements'],
  'TestData__set-backend-service.xml': ['too-many-statements'],
};

const policies = corpus().filter(({ kind }) => kind !== 'broken');
const broken = corpus().filter(({ kind }) => kind === 'broken');

describe.runIf(policies.length > 0)('real policies', () => {
  it.each([
    ['error', mistakes],
    ['warning', warnings],
  ] as const)('hold each %s that is known, and no other', (severity, expected) => {
    const found: Record<string, readonly string[]> = {};
    for (const { file, text } of policies) {
      const codes = diagnosticsOf(text)
        .filter((diagnostic) => diagnostic.severity === severity)
        .map(({ code }) => code);
      if (codes.length > 0) found[file] = codes;
    }
    const named = Object.fromEntries(
      Object.entries(found).map(([file, codes]) => [
        Object.keys(expected).find((end) => file.endsWith(end)) ?? file,
        codes,
      ]),
    );
    expect(named).toEqual(
      Object.fromEntries(Object.entries(expected).filter(([, codes]) => codes.length > 0)),
    );
  });

  it('that are broken get errors', () => {
    for (const { text } of broken)
      expect(diagnosticsOf(text).map(({ severity }) => severity)).toContain('error');
  });
});
