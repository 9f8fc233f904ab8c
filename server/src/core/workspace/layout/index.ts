export { escapeName, unescapeName } from './fileNames';
export { type DescribedPath, describePath, detectLayout, informationFolders, pathOf } from './layout';
