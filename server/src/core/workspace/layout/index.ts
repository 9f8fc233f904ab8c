export { escapeName, unescapeName } from './fileNames';
export { type DescribedPath, describePath, detectLayout, pathOf } from './layout';
