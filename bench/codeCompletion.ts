/** How long someone waits for the members behind a dot, in an expression of two hundred lines. */
import { completions } from '../server/src/core/features/completion';
import { type AnalysisOptions, analyse } from '../server/src/core/model';
import { median } from './measure';

/** Eight lines, of about fifty characters each as in real policies. */
const statements = (i: number): string => `
    var id${i} = context.Request.MatchedParameters["id${i}"];
    var body${i} = context.Request.Body.As<JObject>(preserveContent: true);
    if (id${i} != "none" && ((IResponse)context.Variables["r${i}"]).StatusCode < 300)
    {
        var names${i} = body${i}["items"].Where(it => (string)it["id"] == id${i});
        items.AddRange(names${i}.Select(it => it["name"].ToString()));
        count += id${i}.Length;
    }`;

function document(typed: string): { readonly text: string; readonly offset: number } {
  const lines = Array.from({ length: 25 }, (_, i) => statements(i)).join('');
  const code = `var count = 0; var items = new List<string>();${lines}\n    return ${typed}`;
  const before = `<policies>\n  <inbound>\n    <base />\n    <set-body>@{ ${code}`;
  return { text: `${before}; }</set-body>\n  </inbound>\n</policies>\n`, offset: before.length };
}

/** `ends` are what stands before the dot; it is another text each time, as when someone types. */
export function reportCodeCompletion(options: AnalysisOptions): void {
  const ends = ['context', 'context.Request', 'items', 'id20', 'body20["a"]', 'items.Select(it => it)'];
  console.log(
    'Behind a dot at the end of an expression of 200 lines, from the change of the text to the list',
  );
  for (const end of ends) {
    let typed = 0;
    let offered = 0;
    const time = median(() => {
      const { text, offset } = document(`"${typed++}" + ${end}.`);
      offered = completions(analyse(text, options), offset, { snippets: true, trigger: '.' }).length;
    });
    console.log(
      `  ${`${end}.`.padEnd(26)}${time.toFixed(2).padStart(9)} ms at the median, ${offered} offered`,
    );
  }
}
