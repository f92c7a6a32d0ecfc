/** Written by bench/translated/train.ts; one weight for each value that `measureTranslation` gives. */
export const weights: readonly number[] = [1.1751, 0.1801, 0.3147, 0.229, 2.6315, 3.308, 6.7307, 0.122, -0.0131, 0.0116, -0.41, -1.2245, 1.0261, -1.6414, -0.9278, -0.3437, 0.2287]

export const bias = -4.3124
