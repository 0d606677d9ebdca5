import { GenlabError, refuseUnknown } from "@genlab/base";
import { expect, it } from "vitest";

interface Options {
  readonly stride?: number;
  readonly padding?: string;
}

function make({ stride = 1, padding = "same", ...others }: Options) {
  refuseUnknown("Conv2d", others, { stride, padding });
}

it("takes what is known, and what is undefined", () => {
  expect(() => make({ stride: 2 })).not.toThrow();
  expect(() => make({ dilation: undefined } as Options)).not.toThrow();
});

it("refuses the rest, and names what may have been meant", () => {
  expect(() => make({ strides: 2 } as Options)).toThrow(GenlabError);
  expect(() => make({ strides: 2 } as Options)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Conv2d has no option "strides". Did you mean "stride"? Known options: padding, stride.]`,
  );
  expect(() => make({ kernel: 2 } as Options)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Conv2d has no option "kernel". Known options: padding, stride.]`,
  );
});
