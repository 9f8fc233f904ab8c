import { expect, it } from 'vitest';
import { checkedText } from '../../client/src/workspaceProblemsText';

it.each([
  [{ checked: 0, besideOpen: false, documents: 0, errors: 0, warnings: 0 }, 'There are no policies here.'],
  [
    { checked: 0, besideOpen: true, documents: 0, errors: 0, warnings: 0 },
    'There are no policies beside the open ones.',
  ],
  [
    { checked: 1, besideOpen: false, documents: 0, errors: 0, warnings: 0 },
    'Checked 1 policy: nothing found.',
  ],
  [
    { checked: 12, besideOpen: true, documents: 2, errors: 1, warnings: 3 },
    'Checked 12 policies beside the open ones: 1 error and 3 warnings in 2 of them.',
  ],
  [
    { checked: 12, besideOpen: false, documents: 2, errors: 0, warnings: 1 },
    'Checked 12 policies: 1 warning in 2 of them.',
  ],
  [
    { checked: 12, besideOpen: false, documents: 1, errors: 0, warnings: 0 },
    'Checked 12 policies: nothing but information in 1 of them.',
  ],
])('what %j came to', (summary, text) => {
  expect(checkedText(summary)).toBe(text);
});
