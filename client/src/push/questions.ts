/** What is asked before a push, by what was found on the instance. */
import type { PushPlan, PushVerdict } from '../../../instance/sync';

/** `retarget`: the file is another policy than was said of it earlier. */
export type PushChoice = 'push' | 'overwrite' | 'merge' | 'retarget';

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

const retarget = {
  label: '$(arrow-swap) Another Policy…',
  detail: 'Says anew which policy of the instance this file is.',
  choice: 'retarget',
} as const;

/**
 * `what` is the policy in words, `service` the instance's name. `chosen`: a person said once which policy the file
 * is, and may want to say otherwise.
 */
export function pushQuestion(
  { verdict }: Pick<PushPlan, 'verdict'>,
  what: string,
  service: string,
  chosen = false,
): PushQuestion {
  const { placeholder, choices } = question(verdict, service);
  return {
    title: `Push ${what} to ${service}`,
    placeholder,
    choices: [...choices, ...(chosen ? [retarget] : []), cancel],
  };
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
        choices: [{ label: '$(cloud-upload) Push', detail: 'Creates the policy.', choice: 'push' }],
      };
    case 'update':
      return {
        placeholder: 'The diff shows what changes.',
        choices: [
          { label: '$(cloud-upload) Push', detail: 'Replaces the instance’s policy.', choice: 'push' },
        ],
      };
    case 'unchanged':
      return {
        placeholder: 'Only the formatting differs; the policy does the same.',
        choices: [
          {
            label: '$(cloud-upload) Push the Formatting',
            detail: 'Replaces the instance’s policy by yours.',
            choice: 'overwrite',
          },
        ],
      };
    case 'changedOnInstance':
      return {
        placeholder: `The policy was changed on ${service} since you pulled it.`,
        choices: [merge, overwrite],
      };
    case 'noBase':
      return {
        placeholder: `${service} has another policy there, and this file was never pulled from it.`,
        choices: [merge, overwrite],
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
        ],
      };
  }
}
