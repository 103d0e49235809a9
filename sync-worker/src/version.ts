declare const CALLBOARD_VERSION: string | undefined;

/** Set by the build; a worker run from source says so. */
export const version = typeof CALLBOARD_VERSION === 'string' ? CALLBOARD_VERSION : '0.0.0-source';
