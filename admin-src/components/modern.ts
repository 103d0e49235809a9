/**
 * From WordPress 7.0 and 7.1 on these are the default and the props are deprecated; 6.8, the floor, still wants them
 * and otherwise warns in the console.
 */
export const modernMargin = { __nextHasNoMarginBottom: true } as const;
export const modernSize = { __next40pxDefaultSize: true } as const;
