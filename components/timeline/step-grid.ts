/** Name, bar, time: the same columns for the axis and every line, however deep. */
export const stepGrid =
  'grid grid-cols-[minmax(0,1fr)_24%_3.75rem] gap-x-2 sm:grid-cols-[minmax(0,1fr)_34%_4.25rem] sm:gap-x-3'
