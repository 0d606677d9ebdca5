const ofPytorch = "Save the weights in Python by `safetensors.torch.save_file(model.state_dict(), path)`.";
const formats = [
  { start: "PK\x03\x04", text: `a zip archive, as a .pt or .pth file of PyTorch is. ${ofPytorch}` },
  { start: "\x80\x02", text: `a pickle, as an older .pt or .pth file of PyTorch is. ${ofPytorch}` },
  {
    start: "\x89HDF",
    text: "an HDF5 file, as Keras writes. Save the arrays of `model.get_weights()` as safetensors or as .npz.",
  },
  { start: "\x93NUMPY", text: "an NPY file. Read it by `readNpy` of @genlab/data." },
  { start: "version https://git-lfs", text: "a pointer to a file in Git LFS. Get the file by `git lfs pull`." },
];

/** What a file of another kind is, by its first bytes, and what to do. */
export function otherFormat(bytes: Uint8Array): string | undefined {
  const begins = ({ start }: { start: string }) => [...start].every((char, i) => bytes[i] === char.charCodeAt(0));
  return formats.find(begins)?.text;
}
