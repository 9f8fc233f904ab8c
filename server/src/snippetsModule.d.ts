/** What the build puts in place of the files of `snippets/`: bundles read no files. */
declare module 'virtual:snippets' {
  const data: import('./core/features/types').SnippetData;
  export default data;
}
