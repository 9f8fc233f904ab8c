/** What is asked before a push, by what was found on the instance. */
import type { PushPlan, PushVerdict } from '../../../instance/sync';

export type PushChoice = 'push' | 'overwrite' | 'merge';

export interface PushQuestion {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly {
    readonly label: string;
    readonly detail?: string;
    readonly choice: PushChoice | 'cancel';
  }[];
}

const cancel = { label: '$(close) Cancel', detail: 'Nothing is sent.', choice: 'cancel' } as const;

const merge = {
  label: '$(git-merge) Merge',
  detail: 'Puts the instance’s changes into your file, to look at before you push again.',
  choice: 'merge',
} as const;

/** `what` is the policy in words, `service` the instance's name. */
export function pushQuestion(
  { verdict }: Pick<PushPlan, 'verdict'>,
  what: string,
  service: string,
): PushQuestion {
  return { title: `Push ${what} to ${service}`, ...question(verdict, service) };
}

function question(verdict: PushVerdict, service: string): Omit<PushQuestion, 'title'> {
  const overwrite = {
    label: '$(cloud-upload) Overwrite',
    detail: `Replaces what the diff shows on the left; the changes made on ${service} are gone.`,
    choice: 'overwrite',
  } as const;
  switch (verdict) {
    case 'create':
      return {
        placeholder: `${service} has no policy there yet.`,
        choices: [{ label: '$(cloud-upload) Push', detail: 'Creates the policy.', choice: 'push' }, cancel],
      };
    case 'update':
    case 'unchanged':
      return {
        placeholder: 'The diff shows what changes.',
        choices: [
          { label: '$(cloud-upload) Push', detail: 'Replaces the instance’s policy.', choice: 'push' },
          cancel,
        ],
      };
    case 'changedOnInstance':
      return {
        placeholder: `The policy was changed on ${service} since you pulled it.`,
        choices: [merge, overwrite, cancel],
      };
    case 'noBase':
      return {
        placeholder: `${service} has another policy there, and this file was never pulled from it.`,
        choices: [merge, overwrite, cancel],
      };
    case 'deletedOnInstance':
      return {
        placeholder: `The policy was deleted on ${service} since you pulled it.`,
        choices: [
          {
            label: '$(cloud-upload) Create Again',
            detail: 'Creates the policy from your file.',
            choice: 'overwrite',
          },
          cancel,
        ],
      };
  }
}
