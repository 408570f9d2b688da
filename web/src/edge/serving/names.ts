/** A DICOM person name for people: the ideographic group first, no carets. */
export function readable(personName: string): string {
  const groups = personName
    .split('=')
    .map((group) => group.split('^').filter(Boolean).join(' '))
    .filter(Boolean);
  return groups.length > 1 ? `${groups[1]} (${groups[0]})` : (groups[0] ?? '–');
}

/** A DICOM date as a calendar writes it; as it came where it is none. */
export function calendar(date: string | null | undefined): string {
  if (!date) return '–';
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(date);
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : date;
}
