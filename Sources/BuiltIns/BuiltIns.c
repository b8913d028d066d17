#include "BuiltIns.h"

// #embed belongs to C23; clang supports it in C17 too.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Every file needs an entry here; add one for each new file. After an edit of an embedded file, the build embeds it
// again: nothing has to be changed here.

static const built_in_file experiments[] = {
    {"A.jsonc", (const uint8_t[]){
#embed "../../experiments/mnist-mlp/A.jsonc" suffix(, 0)
    }},
    {"B-forgotten-updates.jsonc", (const uint8_t[]){
#embed "../../experiments/forgotten-updates/B-forgotten-updates.jsonc" suffix(, 0)
    }},
    {"B.jsonc", (const uint8_t[]){
#embed "../../experiments/mnist-mlp/B.jsonc" suffix(, 0)
    }},
    {"C-clipped.jsonc", (const uint8_t[]){
#embed "../../experiments/mnist-mlp/C-clipped.jsonc" suffix(, 0)
    }},
    {"C.jsonc", (const uint8_t[]){
#embed "../../experiments/mnist-mlp/C.jsonc" suffix(, 0)
    }},
    {"D-clipped.jsonc", (const uint8_t[]){
#embed "../../experiments/mnist-mlp/D-clipped.jsonc" suffix(, 0)
    }},
    {"D.jsonc", (const uint8_t[]){
#embed "../../experiments/mnist-mlp/D.jsonc" suffix(, 0)
    }},
    {"batch-statistics-at-inference.jsonc", (const uint8_t[]){
#embed "../../experiments/features/batch-statistics-at-inference.jsonc" suffix(, 0)
    }},
    {"circles-after-activation.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-after-activation.jsonc" suffix(, 0)
    }},
    {"circles-after-momentum-0.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-after-momentum-0.jsonc" suffix(, 0)
    }},
    {"circles-after-no-affine.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-after-no-affine.jsonc" suffix(, 0)
    }},
    {"circles-baseline.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-baseline.jsonc" suffix(, 0)
    }},
    {"circles-before-activation.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-before-activation.jsonc" suffix(, 0)
    }},
    {"circles-before-momentum-0.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-before-momentum-0.jsonc" suffix(, 0)
    }},
    {"circles-before-no-affine.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-before-no-affine.jsonc" suffix(, 0)
    }},
    {"circles-forgotten-updates.jsonc", (const uint8_t[]){
#embed "../../experiments/forgotten-updates/circles-forgotten-updates.jsonc" suffix(, 0)
    }},
    {"circles-input-and-after.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-input-and-after.jsonc" suffix(, 0)
    }},
    {"circles-input.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-input.jsonc" suffix(, 0)
    }},
    {"circles-linear.jsonc", (const uint8_t[]){
#embed "../../experiments/circles/circles-linear.jsonc" suffix(, 0)
    }},
    {"clipped-crossentropy.jsonc", (const uint8_t[]){
#embed "../../experiments/features/clipped-crossentropy.jsonc" suffix(, 0)
    }},
    {"cnn-64-bn-dropout.jsonc", (const uint8_t[]){
#embed "../../experiments/cnn-64/cnn-64-bn-dropout.jsonc" suffix(, 0)
    }},
    {"cnn-64-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/cnn-64/cnn-64-bn.jsonc" suffix(, 0)
    }},
    {"cnn-64-dropout.jsonc", (const uint8_t[]){
#embed "../../experiments/cnn-64/cnn-64-dropout.jsonc" suffix(, 0)
    }},
    {"cnn-64-l2.jsonc", (const uint8_t[]){
#embed "../../experiments/cnn-64/cnn-64-l2.jsonc" suffix(, 0)
    }},
    {"cnn-64.jsonc", (const uint8_t[]){
#embed "../../experiments/cnn-64/cnn-64.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64-before-activation.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64-before-activation.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64-bn-l2.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64-bn-l2.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64-bn.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64-dropout.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64-dropout.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64-l2.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64-l2.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64-lrn.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64-lrn.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64-none.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64-none.jsonc" suffix(, 0)
    }},
    {"csdn-cnn-64.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn-64.jsonc" suffix(, 0)
    }},
    {"csdn-cnn.jsonc", (const uint8_t[]){
#embed "../../experiments/csdn-cnn/csdn-cnn.jsonc" suffix(, 0)
    }},
    {"debiased-moving-statistics.jsonc", (const uint8_t[]){
#embed "../../experiments/features/debiased-moving-statistics.jsonc" suffix(, 0)
    }},
    {"deep-mlp-relu-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/initial-weights/deep-mlp-relu-bn.jsonc" suffix(, 0)
    }},
    {"deep-mlp-relu.jsonc", (const uint8_t[]){
#embed "../../experiments/initial-weights/deep-mlp-relu.jsonc" suffix(, 0)
    }},
    {"deep-mlp-sigmoid-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/initial-weights/deep-mlp-sigmoid-bn.jsonc" suffix(, 0)
    }},
    {"deep-mlp-sigmoid.jsonc", (const uint8_t[]){
#embed "../../experiments/initial-weights/deep-mlp-sigmoid.jsonc" suffix(, 0)
    }},
    {"early-stopping.jsonc", (const uint8_t[]){
#embed "../../experiments/features/early-stopping.jsonc" suffix(, 0)
    }},
    {"fashion-lenet-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/fashion/fashion-lenet-bn.jsonc" suffix(, 0)
    }},
    {"fashion-lenet.jsonc", (const uint8_t[]){
#embed "../../experiments/fashion/fashion-lenet.jsonc" suffix(, 0)
    }},
    {"frameworks-keras-3.jsonc", (const uint8_t[]){
#embed "../../experiments/frameworks/frameworks-keras-3.jsonc" suffix(, 0)
    }},
    {"frameworks-keras-standalone.jsonc", (const uint8_t[]){
#embed "../../experiments/frameworks/frameworks-keras-standalone.jsonc" suffix(, 0)
    }},
    {"frameworks-pytorch.jsonc", (const uint8_t[]){
#embed "../../experiments/frameworks/frameworks-pytorch.jsonc" suffix(, 0)
    }},
    {"frameworks-tf-keras-2.jsonc", (const uint8_t[]){
#embed "../../experiments/frameworks/frameworks-tf-keras-2.jsonc" suffix(, 0)
    }},
    {"frozen-layers.jsonc", (const uint8_t[]){
#embed "../../experiments/features/frozen-layers.jsonc" suffix(, 0)
    }},
    {"learning-rate-zero.jsonc", (const uint8_t[]){
#embed "../../experiments/features/learning-rate-zero.jsonc" suffix(, 0)
    }},
    {"lenet5-bn-corrected.jsonc", (const uint8_t[]){
#embed "../../experiments/lenet5/lenet5-bn-corrected.jsonc" suffix(, 0)
    }},
    {"lenet5-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/lenet5/lenet5-bn.jsonc" suffix(, 0)
    }},
    {"lenet5.jsonc", (const uint8_t[]){
#embed "../../experiments/lenet5/lenet5.jsonc" suffix(, 0)
    }},
    {"mnist-sigmoid-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/ioffe-szegedy/mnist-sigmoid-bn.jsonc" suffix(, 0)
    }},
    {"mnist-sigmoid.jsonc", (const uint8_t[]){
#embed "../../experiments/ioffe-szegedy/mnist-sigmoid.jsonc" suffix(, 0)
    }},
    {"scaled-initializers.jsonc", (const uint8_t[]){
#embed "../../experiments/features/scaled-initializers.jsonc" suffix(, 0)
    }},
    {"small-cnn-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/batch-sizes/small-cnn-bn.jsonc" suffix(, 0)
    }},
    {"small-cnn-group.jsonc", (const uint8_t[]){
#embed "../../experiments/batch-sizes/small-cnn-group.jsonc" suffix(, 0)
    }},
    {"small-cnn-layer.jsonc", (const uint8_t[]){
#embed "../../experiments/batch-sizes/small-cnn-layer.jsonc" suffix(, 0)
    }},
    {"small-cnn.jsonc", (const uint8_t[]){
#embed "../../experiments/batch-sizes/small-cnn.jsonc" suffix(, 0)
    }},
    {"snippet-cnn-bn-no-flatten.jsonc", (const uint8_t[]){
#embed "../../experiments/snippets/snippet-cnn-bn-no-flatten.jsonc" suffix(, 0)
    }},
    {"snippet-cnn-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/snippets/snippet-cnn-bn.jsonc" suffix(, 0)
    }},
    {"snippet-cnn.jsonc", (const uint8_t[]){
#embed "../../experiments/snippets/snippet-cnn.jsonc" suffix(, 0)
    }},
    {"snippet-lstm-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/snippets/snippet-lstm-bn.jsonc" suffix(, 0)
    }},
    {"snippet-lstm.jsonc", (const uint8_t[]){
#embed "../../experiments/snippets/snippet-lstm.jsonc" suffix(, 0)
    }},
    {"snippet-mlp-bn.jsonc", (const uint8_t[]){
#embed "../../experiments/snippets/snippet-mlp-bn.jsonc" suffix(, 0)
    }},
    {"snippet-mlp.jsonc", (const uint8_t[]){
#embed "../../experiments/snippets/snippet-mlp.jsonc" suffix(, 0)
    }},
    {"steps.jsonc", (const uint8_t[]){
#embed "../../experiments/features/steps.jsonc" suffix(, 0)
    }},
    {"torch-initializers.jsonc", (const uint8_t[]){
#embed "../../experiments/features/torch-initializers.jsonc" suffix(, 0)
    }},
};

static const built_in_file studies[] = {
    {"batch-sizes.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/batch-sizes.jsonc" suffix(, 0)
    }},
    {"circles.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/circles.jsonc" suffix(, 0)
    }},
    {"clipped-loss.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/clipped-loss.jsonc" suffix(, 0)
    }},
    {"fashion-lenet.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/fashion-lenet.jsonc" suffix(, 0)
    }},
    {"frameworks.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/frameworks.jsonc" suffix(, 0)
    }},
    {"initial-weights.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/initial-weights.jsonc" suffix(, 0)
    }},
    {"ioffe-szegedy.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/ioffe-szegedy.jsonc" suffix(, 0)
    }},
    {"keras-layer.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/keras-layer.jsonc" suffix(, 0)
    }},
    {"largest-rate.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/largest-rate.jsonc" suffix(, 0)
    }},
    {"learning-rates.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/learning-rates.jsonc" suffix(, 0)
    }},
    {"lenet5.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/lenet5.jsonc" suffix(, 0)
    }},
    {"mnist-mlp.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/mnist-mlp.jsonc" suffix(, 0)
    }},
    {"momentum.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/momentum.jsonc" suffix(, 0)
    }},
    {"tensorflow.jsonc", (const uint8_t[]){
#embed "../../experiments/studies/tensorflow.jsonc" suffix(, 0)
    }},
};

static const uint8_t page_style[] = {
#embed "page/page.css" suffix(, 0)
};

static const uint8_t page_script[] = {
#embed "page/page.js" suffix(, 0)
};

#define FILES_OF(table) ((built_in_files){table, sizeof(table) / sizeof(table[0])})

built_in_files built_in_experiments(void) { return FILES_OF(experiments); }

built_in_files built_in_studies(void) { return FILES_OF(studies); }

const uint8_t *built_in_page_style(void) { return page_style; }

const uint8_t *built_in_page_script(void) { return page_script; }
