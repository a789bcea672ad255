/** A quiet word that is a field: as wide as the model's name, 16 px on phones so that Safari does not zoom into it. */
export const modelInputClass =
  'focus-ring h-9 w-full min-w-0 max-w-48 truncate rounded-chip bg-transparent pr-7 pl-3 text-base text-muted transition-colors [field-sizing:content] hover:bg-hover hover:text-ink focus:text-ink aria-expanded:bg-hover md:text-sm'
