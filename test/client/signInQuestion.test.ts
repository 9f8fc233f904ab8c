import { describe, expect, it } from 'vitest';
import { SignInQuestion } from '../../client/src/connection/signInQuestion';

describe('asking to sign in', () => {
  it('is done once for all who wait', async () => {
    const question = new SignInQuestion();
    let asked = 0;
    let answer = (_: string): void => undefined;
    const ask = () =>
      question.ask('a', () => {
        asked++;
        return new Promise<string>((settle) => {
          answer = settle;
        });
      });
    const both = [ask(), ask()];
    answer('session');
    expect(await Promise.all(both)).toEqual(['session', 'session']);
    expect(asked).toBe(1);
    void ask();
    expect(asked).toBe(2);
  });

  it('ends with the first no', async () => {
    const question = new SignInQuestion();
    const no = () => Promise.reject(new Error('User did not consent to login.'));
    expect(await question.ask('a', no)).toBeUndefined();
    expect(await question.ask('b', async () => 'session')).toBeUndefined();
  });

  it('passes on what else went wrong, and can be tried again', async () => {
    const question = new SignInQuestion();
    await expect(question.ask('a', () => Promise.reject(new Error('No network')))).rejects.toThrow(
      'No network',
    );
    expect(await question.ask('a', async () => 'session')).toBe('session');
  });
});
