// The draft in this browser's own storage, only where the writer asked for it, and gone when the writer says so.
import type { House } from './newsroom';

export interface Kept {
  name: string;
  text: string;
  house: House;
}

const KEY = 'copydesk.kept';

/** What was kept; nothing where nothing was, or where it cannot be read. */
export function kept(): Kept | undefined {
  try {
    const it = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null;
    return it && typeof it.name === 'string' && typeof it.text === 'string' && Array.isArray(it.house?.rosters) ? it : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it could be kept: a browser may have no room, or forbid it. */
export function keep(it: Kept): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(it));
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where nothing may be kept, nothing was.
  }
}
