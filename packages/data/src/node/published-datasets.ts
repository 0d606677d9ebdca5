/** A file as it is offered. */
export interface PublishedFile {
  readonly name: string;
  /** SHA-256 of the content; of a gzip file, of what is packed in it. Either this or `fileSha256`. */
  readonly sha256?: string;
  /** SHA-256 of the file as it is. */
  readonly fileSha256?: string;
  /** Of the file as it is. Default: any. */
  readonly bytes?: number;
}

/** A dataset that others publish. */
export interface PublishedDataset {
  readonly title: string;
  /** Addresses under which all files lie. */
  readonly mirrors: readonly string[];
  readonly files: readonly PublishedFile[];
  /** Of one example. */
  readonly shape: readonly [number, number, number];
  /** How many there are; of EMNIST by its split. */
  readonly classes: number | Readonly<Record<string, number>>;
}

/** The splits of EMNIST, and how many classes each has. */
export const emnistSplits = { balanced: 47, letters: 26, digits: 10, mnist: 10, bymerge: 47, byclass: 62 } as const;

const grey = { shape: [28, 28, 1], classes: 10 } as const;

const colour = { shape: [32, 32, 3] } as const;

/**
 * What can be downloaded by its name. Sizes and checksums of all but MNIST are those of TensorFlow Datasets,
 * https://github.com/tensorflow/datasets/tree/333639b37af6c6fedf3610a4a2d42f1c6ef6f7d5/tensorflow_datasets/url_checksums.
 */
export const publishedDatasets = {
  /** Y. LeCun, C. Cortes and C. J. C. Burges, http://yann.lecun.com/exdb/mnist/. Checksums of the content, as mirrors pack differently. */
  mnist: {
    ...grey,
    title: "MNIST",
    mirrors: ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"],
    files: [
      {
        name: "train-images-idx3-ubyte.gz",
        sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      },
      {
        name: "train-labels-idx1-ubyte.gz",
        sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      },
      {
        name: "t10k-images-idx3-ubyte.gz",
        sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      },
      {
        name: "t10k-labels-idx1-ubyte.gz",
        sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
      },
    ],
  },
  /** H. Xiao, K. Rasul and R. Vollgraf, https://github.com/zalandoresearch/fashion-mnist, whose `data/fashion` is the second mirror. */
  "fashion-mnist": {
    ...grey,
    title: "Fashion-MNIST",
    mirrors: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
    ],
    files: [
      {
        name: "train-images-idx3-ubyte.gz",
        bytes: 26_421_880,
        fileSha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
      },
      {
        name: "train-labels-idx1-ubyte.gz",
        bytes: 29_515,
        fileSha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
      },
      {
        name: "t10k-images-idx3-ubyte.gz",
        bytes: 4_422_102,
        fileSha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
      },
      {
        name: "t10k-labels-idx1-ubyte.gz",
        bytes: 5148,
        fileSha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
      },
    ],
  },
  /** T. Clanuwat et al., https://github.com/rois-codh/kmnist. */
  kmnist: {
    ...grey,
    title: "Kuzushiji-MNIST",
    mirrors: ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
    files: [
      {
        name: "train-images-idx3-ubyte.gz",
        bytes: 18_165_135,
        fileSha256: "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
      },
      {
        name: "train-labels-idx1-ubyte.gz",
        bytes: 29_497,
        fileSha256: "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
      },
      {
        name: "t10k-images-idx3-ubyte.gz",
        bytes: 3_041_136,
        fileSha256: "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
      },
      {
        name: "t10k-labels-idx1-ubyte.gz",
        bytes: 5120,
        fileSha256: "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
      },
    ],
  },
  /**
   * G. Cohen, S. Afshar, J. Tapson and A. van Schaik, https://arxiv.org/abs/1702.05373. The first mirror is where
   * https://www.nist.gov/itl/products-and-services/emnist-dataset points, the second that of TensorFlow Datasets and torchvision.
   */
  emnist: {
    ...grey,
    title: "EMNIST",
    classes: emnistSplits,
    mirrors: ["https://biometrics.nist.gov/cs_links/EMNIST/", "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/"],
    files: [
      {
        name: "gzip.zip",
        bytes: 561_753_746,
        fileSha256: "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
      },
    ],
  },
  /** A. Krizhevsky, https://www.cs.toronto.edu/~kriz/cifar.html. */
  "cifar-10": {
    ...colour,
    title: "CIFAR-10",
    classes: 10,
    mirrors: ["https://www.cs.toronto.edu/~kriz/"],
    files: [
      {
        name: "cifar-10-binary.tar.gz",
        bytes: 170_052_171,
        fileSha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
      },
    ],
  },
  /** The same. */
  "cifar-100": {
    ...colour,
    title: "CIFAR-100",
    classes: 100,
    mirrors: ["https://www.cs.toronto.edu/~kriz/"],
    files: [
      {
        name: "cifar-100-binary.tar.gz",
        bytes: 168_513_733,
        fileSha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
      },
    ],
  },
} as const satisfies Readonly<Record<string, PublishedDataset>>;

/** The name of a dataset that others publish. */
export type DatasetName = keyof typeof publishedDatasets;
