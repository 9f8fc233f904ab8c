/** Reads APIOps' `configuration.<environment>.yaml`: the parts about named values and backends. */
import { readSection } from './overrides';
import { type ConfigurationFile, noOverrides } from './types';
import { YamlReader } from './yamlReader';

export function readConfiguration(text: string): ConfigurationFile {
  const reader = new YamlReader(text);
  let overrides = noOverrides;
  let service: string | undefined;
  const ignored: string[] = [];
  for (const { key, value } of reader.members(reader.root, 'The file')) {
    if (key === 'namedValues' || key === 'backends')
      overrides = { ...overrides, ...readSection(reader, key, value) };
    else if (key === 'apimServiceName') service = reader.textOf(value, '"apimServiceName"');
    else ignored.push(key);
  }
  return { overrides, service, ignored, problems: reader.problems };
}
