/** Written by bench/translated/train.ts; one weight for each value that `measureTranslation` gives. */
export const weights: readonly number[] = [
  0.8682, 0.1666, 0.3255, 0.5374, 3.2068, 3.3428, 6.7999, 0.1187, -0.0173, 0.0096, -0.5427, -1.4686, 1.1024,
  -1.3508, -1.0374, -0.2865, 0.2748,
]

export const bias = -4.8594
