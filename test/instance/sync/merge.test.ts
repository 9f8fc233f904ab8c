import { describe, expect, it } from 'vitest';
import { hasConflictMarkers, mergePolicies } from '../../../instance/sync';

const base = '<p>\n  <a/>\n  <b/>\n  <c/>\n  <d/>\n</p>\n';

describe('merging', () => {
  it('takes what each side changed', () => {
    expect(
      mergePolicies(base, base.replace('<a/>', '<a x="1"/>'), base.replace('<d/>', '<d y="2"/>')),
    ).toEqual({
      text: '<p>\n  <a x="1"/>\n  <b/>\n  <c/>\n  <d y="2"/>\n</p>\n',
      conflicts: 0,
    });
  });
  it('marks what both changed', () => {
    const merge = mergePolicies(base, base.replace('<b/>', '<b x="1"/>'), base.replace('<b/>', '<b x="2"/>'));
    expect(merge).toEqual({
      text: '<p>\n  <a/>\n<<<<<<< local\n  <b x="1"/>\n=======\n  <b x="2"/>\n>>>>>>> instance\n  <c/>\n  <d/>\n</p>\n',
      conflicts: 1,
    });
    expect(hasConflictMarkers(merge.text)).toBe(true);
    expect(hasConflictMarkers(base)).toBe(false);
  });
  it('takes the same change of both once', () => {
    const both = base.replace('<b/>', '<b x="1"/>');
    expect(mergePolicies(base, both.replace('<d/>', '<d2/>'), both)).toEqual({
      text: both.replace('<d/>', '<d2/>'),
      conflicts: 0,
    });
  });
  it('marks no more lines than differ', () => {
    const live = base.replace('<b/>', '<b x="1"/>');
    expect(mergePolicies(base, live.replace('<a/>', '<a2/>'), live)).toEqual({
      text: '<p>\n<<<<<<< local\n  <a2/>\n=======\n  <a/>\n>>>>>>> instance\n  <b x="1"/>\n  <c/>\n  <d/>\n</p>\n',
      conflicts: 1,
    });
  });
  it('marks every difference where there is no base', () => {
    expect(mergePolicies(undefined, '<p>\n<a/>\n<b/>\n</p>', '<p>\n<b/>\n<c/>\n</p>')).toEqual({
      text: '<p>\n<<<<<<< local\n<a/>\n=======\n>>>>>>> instance\n<b/>\n<<<<<<< local\n=======\n<c/>\n>>>>>>> instance\n</p>',
      conflicts: 2,
    });
  });
  it('keeps the line ends, the mark and the end of the local text', () => {
    const local = `\ufeff${base.replaceAll('\n', '\r\n').replace('<a/>', '<a x="1"/>')}`;
    const merge = mergePolicies(base, local, base.replace('<d/>', '<d y="2"/>'));
    expect(merge.text).toBe('\ufeff<p>\r\n  <a x="1"/>\r\n  <b/>\r\n  <c/>\r\n  <d y="2"/>\r\n</p>\r\n');
    expect(merge.conflicts).toBe(0);
  });
  it('is no matter of form: a side that was only indented anew has changed nothing', () => {
    const flat = base.replace(/\n */g, '\n');
    const local = base.replace('<b/>', '<b x="1"/>');
    expect(mergePolicies(base, local, flat)).toEqual({ text: local, conflicts: 0 });
    expect(mergePolicies(base, flat, local)).toEqual({ text: local, conflicts: 0 });
    expect(mergePolicies(undefined, flat, base)).toEqual({ text: flat, conflicts: 0 });
  });
});
