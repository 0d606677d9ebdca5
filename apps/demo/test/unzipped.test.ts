import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { unzipped } from "../src/pictures/unzipped.js";

const byte = Uint8Array.of(1);
const given = (name: string, bytes: Uint8Array) => ({ name, file: new File([new Uint8Array(bytes)], name) });
const namesOf = async (...all: Parameters<typeof unzipped>[0]) => (await unzipped(all)).map(({ name }) => name);

test("the pictures of a zip stand in its place, by their folders", async () => {
  const zip = zipSync({
    ...{ "pets/cat/1.png": byte, "pets/dog/2.JPG": byte, "pets/labels.csv": byte },
    ...{ "__MACOSX/pets/._1.png": byte, "pets/.thumbnails/1.png": byte },
  });
  expect(await namesOf(given("a.png", byte), given("pets.zip", zip))).toEqual([
    ...["a.png", "pets.zip/pets/cat/1.png", "pets.zip/pets/dog/2.JPG"],
  ]);
});

test("a zip of a run, of no pictures, or of nothing stays as it is", async () => {
  const run = zipSync({ "run/samples.png": byte, "run/checkpoint.safetensors": byte });
  const others = [given("run.zip", run), given("texts.zip", zipSync({ "a.txt": byte })), given("broken.zip", byte)];
  expect(await unzipped(others)).toEqual(others);
});
