import type { Texts } from '../../shared/language';

/** Why objects are held, by the rule that held them. A rule that is not here is shown by its own name. */
export const rules = {
  'burned-in-text': ['Text in the pixels', '像素中含文字'],
  'burned-in-annotation': ['Marked as annotated', '标注了嵌入注释'],
  'pixel-data': ['Broken pixel data', '像素数据损坏'],
} as const satisfies Texts;

/** SOP classes by their names in PS3.6, as far as hospitals here send them. */
export const SOP_CLASSES: Record<string, string> = {
  '1.2.840.10008.5.1.4.1.1.1': 'Computed Radiography Image Storage',
  '1.2.840.10008.5.1.4.1.1.1.1': 'Digital X-Ray Image Storage - For Presentation',
  '1.2.840.10008.5.1.4.1.1.2': 'CT Image Storage',
  '1.2.840.10008.5.1.4.1.1.4': 'MR Image Storage',
  '1.2.840.10008.5.1.4.1.1.7': 'Secondary Capture Image Storage',
};
