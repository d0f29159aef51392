import type { SecretSort } from '../../core/for-components.js';

const FIELDS: readonly string[] = ['name', 'url', 'owner', 'lastUsedAt', 'createdAt'] satisfies SecretSort['by'][];

/** `name`, or `-createdAt` for descending. What is neither is by name. */
export function parseSort(text: string): SecretSort {
  const by = text.replace(/^-/, '');
  return { by: FIELDS.includes(by) ? (by as SecretSort['by']) : 'name', direction: text.startsWith('-') ? 'descending' : 'ascending' };
}

export const writeSort = ({ by, direction }: SecretSort): string => (direction === 'descending' ? `-${by}` : by);
