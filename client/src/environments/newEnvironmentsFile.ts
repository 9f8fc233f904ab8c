/** The text a new `apim-policy.yaml` begins with. */
import { cloudOf, type InstanceTarget, resourceIdOf } from '../../../instance';

/** Where nothing is connected: what is to be filled in. */
const placeholder =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-group/providers/Microsoft.ApiManagement/service/my-service';

/** One environment for each of the instances; `artifacts` is the folder with their files, where it is known. */
export function newEnvironmentsFile(
  targets: readonly InstanceTarget[],
  artifacts: string | undefined,
): string {
  const environments =
    targets.length === 0
      ? environment('dev', placeholder, undefined, artifacts)
      : targets
          .map((target) => environment(nameOf(target), resourceIdOf(target), endpointOf(target), artifacts))
          .join('');
  const first = targets[0] === undefined ? 'dev' : nameOf(targets[0]);
  return `# The instances this workspace belongs to. Commit this file: it holds no secrets.\ndefault: ${first}\nenvironments:\n${environments}`;
}

function environment(
  name: string,
  resourceId: string,
  endpoint: string | undefined,
  artifacts: string | undefined,
): string {
  return [
    `  ${name}:`,
    `    resourceId: ${resourceId}`,
    ...(endpoint === undefined ? [] : [`    endpoint: ${endpoint}`]),
    ...(artifacts === undefined || artifacts === '' ? [] : [`    folder: ${JSON.stringify(artifacts)}`]),
    '    # A push to a protected environment asks for its name to be typed.',
    '    protected: false',
    '',
  ].join('\n');
}

/** The cloud's own endpoint need not be said, but for the clouds beside the public one. */
function endpointOf({ endpoint }: InstanceTarget): string | undefined {
  return cloudOf(endpoint)?.name === 'Azure' ? undefined : endpoint;
}

function nameOf({ service }: InstanceTarget): string {
  return /^[a-z][a-z0-9-]*$/i.test(service) ? service : JSON.stringify(service);
}
