import type { GivenArray } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import { greyFromIdx } from "./grey-from-idx.js";

/**
 * The dataset of the two arrays of MNIST, and of Fashion-MNIST and Kuzushiji-MNIST, images uint8 `[count, 28, 28]` and labels uint8 `[count]`:
 * `x` `[28, 28, 1]`, scaled by 1/255, and `y`, 0 to 9.
 *
 * LeCun et al., "Gradient-based learning applied to document recognition", 1998, https://doi.org/10.1109/5.726791.
 *
 * @throws GenlabError for arrays of other types or shapes, and for labels that are no digit.
 */
export const mnistFromIdx = (images: GivenArray, labels: GivenArray): Dataset =>
  greyFromIdx(images, labels, { classes: 10, firstLabel: 0, isLying: false });
