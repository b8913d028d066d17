/// Specs that the parser and the JSON Schema must both accept, or both refuse.
enum SpecSamples {
  static let good = [
    spec([
      "dataset":
        #"{ "npy": { "train_x": "a", "train_y": "b", "test_fraction": 0.5, "layout": "channels_last" } }"#
    ]),
    spec([
      "dataset":
        #"{ "csv": { "train": "a", "test": null, "test_fraction": 0.5, "split_seed": 3, "standardize": true } }"#
    ]),
    spec(), spec(["training": #"{ "epochs": 3.0, "batch_size": 1e1, "seed": 18446744073709551615 }"#]),
    spec(["title": "null", "source": "null", "notes": "[]", "initial_weights": #""w.safetensors""#]),
    spec(["published": #"{ "test_loss": 3, "test_accuracy": null }"#, "$schema": #""x""#]),
    spec(["published": #"{ "test_accuracy": [{ "at": 1, "value": 0.5 }, 1], "test_loss": [2] }"#]),
    spec(["source": #"{ "tutorial": "x", "url": null, "where": "y" }"#]),
    spec(["dataset": #"{ "circles": { "noise": null, "factor": 0 } }"#]),
    spec(["dataset": #"{ "csv": { "train": "a", "test": "b", "label": "y" } }"#]),
    spec(["dataset": #"{ "csv": { "train": "a", "test": "b", "label": -2 } }"#]),
    spec(["dataset": #"{ "mnist": { "resize": null, "layout": "rows", "pixels": "z_score" } }"#]),
    spec(["optimizer": #"{ "sgd": { "momentum": 1, "nesterov": true } }"#]),
    spec(["loss": #"{ "binary_crossentropy": {} }"#]),
    spec([
      "model":
        #"[{ "conv2d": { "filters": 2, "kernel_size": [3, 5], "padding": "same", "strides": 2 } }, "batch_norm", { "relu": {} }, { "max_pool2d": { "strides": [1, 2] } }, "flatten", "sigmoid"]"#
    ]),
    spec(["model": #"[{ "conv2d": { "filters": 2, "kernel_size": 3, "padding": 0 } }, "sigmoid"]"#]),
    spec([
      "model":
        #"[{ "dense": { "units": 1, "kernel_initializer": { "zeros": {} }, "bias_initializer": { "constant": {} } } }, "sigmoid"]"#
    ]),
    spec(["dataset": #"{ "csv": { "train": "a", "test": "b", "label": ["y", -1] } }"#]),
    spec(["loss": #""mean_squared_error""#]),
    spec([
      "optimizer":
        #"{ "sgd": { "learning_rate": { "cosine_decay": { "initial_learning_rate": 0.1, "decay_steps": 9, "warmup_steps": 2, "warmup_target": 0.2, "per": "epoch" } }, "clipnorm": 1 } }"#
    ]),
    spec([
      "optimizer":
        #"{ "rmsprop": { "learning_rate": { "piecewise_constant_decay": { "boundaries": [], "values": [0.1] } }, "clipvalue": null } }"#
    ]),
    spec([
      "optimizer":
        #"{ "adam": { "weight_decay": { "decay": 0.1, "coupled": true, "exempt": ["gamma", "beta"] } } }"#
    ]),
    spec(["optimizer": #"{ "adam": { "weight_decay": 0, "learning_rate": 0 } }"#]),
    spec(["optimizer": #"{ "rmsprop": { "learning_rate": 0 } }"#]),
    spec([
      "optimizer":
        #"{ "sgd": { "learning_rate": { "exponential_decay": { "initial_learning_rate": 0, "decay_steps": 1, "decay_rate": 0 } } } }"#
    ]),
    spec(["training": #"{ "epochs": 1, "precise_batch_norm": 3, "last_batch": "error" }"#]),
    spec(["training": #"{ "steps": 7, "steps_per_epoch": 3, "epochs": null }"#]),
    spec(["training": #"{ "epochs": 1, "validation_split": 0, "early_stopping": {} }"#]),
    spec([
      "training":
        #"{ "epochs": 1, "validation_split": 0.1, "early_stopping": { "monitor": "validation_accuracy", "patience": 2, "min_delta": 0.5, "restore_best_weights": true } }"#
    ]),
    spec([
      "model":
        #"[{ "batch_norm": { "momentum": "cumulative", "axis": null, "virtual_batch_size": 4, "gamma_regularizer": "l2", "beta_constraint": { "max_norm": { "axis": [0] } } } }, "sigmoid"]"#
    ]),
    spec([
      "model":
        #"[{ "lstm": { "units": 1, "recurrent_initializer": "orthogonal", "bias_constraint": "non_neg" } }, { "layer_norm": { "axis": [1, 2] } }, { "dropout": { "rate": 1 } }, "gelu", { "elu": { "alpha": -1 } }, "global_average_pool2d", { "group_norm": {} }, { "instance_norm": { "scale": true } }, "instance_norm", "local_response_norm", { "local_response_norm": { "size": 3, "alpha": 0, "beta": 0, "k": 2 } }, "sigmoid"]"#
    ]),
  ]

  static let bad = [
    "[]", "null", #"{ "extends": 3 }"#, #"{ "$schema": 3 }"#, "{}", spec(["epochs": "3"]),
    spec(["title": "3"]),
    spec(["source": #"{ "url": "x" }"#]), spec(["source": #""x""#]),
    spec(["published": #"{ "accuracy": 1 }"#]),
    spec(["published": #"{ "test_accuracy": 84.6 }"#]), spec(["published": #"{ "test_loss": -1 }"#]),
    spec(["published": #"{ "test_loss": [] }"#]),
    spec(["published": #"{ "test_loss": { "at": 1, "value": 1 } }"#]),
    spec(["published": #"{ "test_loss": [{ "at": 1 }] }"#]),
    spec(["source": #"{ "tutorial": "x", "where": 3 }"#]),
    spec(["notes": #""x""#]), spec(["notes": "[3]"]), spec(["initial_weights": #""""#]),
    spec(["dataset": #""mnst""#]), spec(["dataset": "3"]), spec(["dataset": "{}"]),
    spec(["dataset": #""npy""#]),
    spec(["dataset": #"{ "circles": {}, "mnist": {} }"#]), spec(["dataset": #"{ "circles": 3 }"#]),
    spec(["dataset": #"{ "circles": { "samples": 1 } }"#]),
    spec(["dataset": #"{ "circles": { "noise": -0.1 } }"#]),
    spec(["dataset": #"{ "circles": { "factor": 1 } }"#]),
    spec(["dataset": #"{ "circles": { "random_state": -1 } }"#]),
    spec(["dataset": #"{ "circles": { "random_state": 4294967296 } }"#]),
    spec(["dataset": #"{ "mnist": { "pixels": "0-2" } }"#]),
    spec(["dataset": #"{ "mnist": { "resize": 0 } }"#]),
    spec(["dataset": #"{ "mnist": { "resize": 28.5 } }"#]),
    spec(["dataset": #"{ "mnist": { "train_limit": 0 } }"#]),
    spec(["dataset": #"{ "mnist": { "train_samples": 5 } }"#]),
    spec(["dataset": #"{ "npy": { "train_x": "a", "test_x": "b", "test_y": "c" } }"#]),
    spec(["dataset": #"{ "npy": { "train_x": "a", "train_y": "b", "test_fraction": 1 } }"#]),
    spec(["dataset": #"{ "csv": { "train": "a", "test_fraction": 0.5, "layout": "channels_last" } }"#]),
    spec(["dataset": #"{ "csv": { "train": "a", "test_fraction": 0.5, "split_seed": -1 } }"#]),
    spec([
      "dataset":
        #"{ "npy": { "train_x": "a", "train_y": "b", "test_x": "c", "test_y": "d", "pixels": "0-1" } }"#
    ]),
    spec(["dataset": #"{ "csv": { "train": "a", "test": "b", "label": 1.5 } }"#]), spec(["model": "[]"]),
    spec(["model": #""relu""#]), spec(["model": #"["dense"]"#]), spec(["model": #"["reul"]"#]),
    spec(["model": "[3]"]),
    spec(["model": #"[{ "dense": {} }]"#]), spec(["model": #"[{ "dense": { "units": 0 } }]"#]),
    spec(["model": #"[{ "dense": { "units": "5" } }]"#]),
    spec(["model": #"[{ "dense": { "units": 1 }, "relu": {} }]"#]),
    spec(["model": #"[{ "dense": { "units": 1, "kernel_initializer": "he" } }]"#]),
    spec(["model": #"[{ "dense": { "units": 1, "kernel_initializer": { "he_normal": { "x": 1 } } } }]"#]),
    spec([
      "model": #"[{ "dense": { "units": 1, "kernel_initializer": { "random_normal": { "stddev": -1 } } } }]"#
    ]),
    spec(["model": #"[{ "dense": { "units": 1, "use_bias": 1 } }]"#]),
    spec(["model": #"[{ "relu": { "x": 1 } }]"#]),
    spec(["model": #"[{ "relu": null }]"#]), spec(["model": #"[{ "conv2d": { "filters": 1 } }]"#]),
    spec(["model": #"[{ "conv2d": { "filters": 1, "kernel_size": [3] } }]"#]),
    spec(["model": #"[{ "conv2d": { "filters": 1, "kernel_size": [3, 0] } }]"#]),
    spec(["model": #"[{ "conv2d": { "filters": 1, "kernel_size": 3, "padding": -1 } }]"#]),
    spec(["model": #"[{ "conv2d": { "filters": 1, "kernel_size": 3, "padding": "full" } }]"#]),
    spec(["model": #"[{ "max_pool2d": { "pool_size": 0 } }]"#]),
    spec(["model": #"[{ "batch_norm": { "momentum": 1.5 } }]"#]),
    spec(["model": #"[{ "batch_norm": { "epsilon": 0 } }]"#]),
    spec(["model": #"[{ "batch_norm": { "moving_variance_estimator": "unbiased" } }]"#]),
    spec(["model": #"[{ "batch_norm": { "axis": "last" } }]"#]), spec(["loss": #""mse""#]),
    spec(["loss": #"{ "binary_crossentropy": { "from_logits": "yes" } }"#]), spec(["optimizer": #""sdg""#]),
    spec(["optimizer": #"{ "sgd": { "learning_rate": -0.1 } }"#]),
    spec(["optimizer": #"{ "sgd": { "lr": 1 } }"#]),
    spec(["optimizer": #"{ "sgd": { "momentum": 1.1 } }"#]),
    spec(["optimizer": #"{ "adam": { "beta_1": 1 } }"#]),
    spec(["optimizer": #"{ "adam": { "epsilon": 0 } }"#]),
    spec(["optimizer": #"{ "rmsprop": { "rho": -0.1 } }"#]),
    spec(["training": "{}"]), spec(["training": #"{ "steps": 0 }"#]),
    spec(["training": #"{ "epochs": 1, "validation_split": 1 }"#]),
    spec(["training": #"{ "epochs": 1, "early_stopping": true }"#]),
    spec(["training": #"{ "epochs": 1, "early_stopping": { "monitor": "val_loss" } }"#]),
    spec(["training": #"{ "epochs": 1, "early_stopping": { "min_delta": -1 } }"#]),
    spec(["training": #"{ "epochs": 0 }"#]),
    spec(["training": #"{ "epochs": 1.5 }"#]),
    spec(["training": #"{ "epochs": 3000000000 }"#]),
    spec(["training": #"{ "epochs": 1, "batch_size": 0 }"#]),
    spec(["training": #"{ "epochs": 1, "seed": -1 }"#]),
    spec(["training": #"{ "epochs": 1, "seed": 18446744073709551616 }"#]),
    spec(["training": #"{ "epochs": 1, "shuffle": "no" }"#]),
    spec(["training": #"{ "epochs": 1, "epoch": 1 }"#]),
    spec(["training": #"{ "epochs": 1, "freeze_batch_norm_after_epoch": -1 }"#]),
    spec(["training": #"{ "epochs": 1, "precise_batch_norm": 0 }"#]),
    spec(["training": #"{ "epochs": 1, "last_batch": "skip" }"#]),
    spec(["dataset": #"{ "csv": { "train": "a", "test": "b", "label": [] } }"#]),
    spec(["loss": #"{ "mean_squared_error": { "from_logits": true } }"#]),
    spec(["optimizer": #"{ "sgd": { "learning_rate": "cosine_decay" } }"#]),
    spec(["optimizer": #"{ "sgd": { "learning_rate": { "cosine_decay": { "decay_steps": 3 } } } }"#]),
    spec(["optimizer": #"{ "sgd": { "learning_rate": { "step_decay": {} } } }"#]),
    spec([
      "optimizer":
        #"{ "sgd": { "learning_rate": { "exponential_decay": { "initial_learning_rate": 0.1, "decay_steps": 0, "decay_rate": 0.5 } } } }"#
    ]),
    spec([
      "optimizer":
        #"{ "sgd": { "learning_rate": { "piecewise_constant_decay": { "boundaries": [1.5], "values": [1, 2] } } } }"#
    ]),
    spec(["optimizer": #"{ "sgd": { "clipnorm": 0 } }"#]),
    spec(["optimizer": #"{ "sgd": { "weight_decay": -1 } }"#]),
    spec(["optimizer": #"{ "sgd": { "weight_decay": {} } }"#]),
    spec(["optimizer": #"{ "sgd": { "weight_decay": { "decay": 1, "exempt": ["weights"] } } }"#]),
    spec(["model": #"[{ "batch_norm": { "momentum": "average" } }]"#]),
    spec(["model": #"[{ "batch_norm": { "virtual_batch_size": 0 } }]"#]),
    spec(["model": #"[{ "batch_norm": { "gamma_regularizer": "l3" } }]"#]),
    spec(["model": #"[{ "batch_norm": { "gamma_regularizer": { "l2": { "l1": 0.1 } } } }]"#]),
    spec(["model": #"[{ "batch_norm": { "gamma_regularizer": { "l2": { "l2": -0.1 } } } }]"#]),
    spec(["model": #"[{ "layer_norm": { "axis": [] } }]"#]),
    spec(["model": #"[{ "layer_norm": { "axis": "last" } }]"#]),
    spec(["model": #"[{ "group_norm": { "groups": 0 } }]"#]), spec(["model": #"["dropout"]"#]),
    spec(["model": #"[{ "instance_norm": { "groups": 2 } }]"#]),
    spec(["model": #"[{ "instance_norm": { "epsilon": 0 } }]"#]),
    spec(["model": #"[{ "local_response_norm": { "size": 0 } }]"#]),
    spec(["model": #"[{ "local_response_norm": { "k": 0 } }]"#]),
    spec(["model": #"[{ "local_response_norm": { "beta": -1 } }]"#]),
    spec(["model": #"[{ "dropout": { "rate": 1.5 } }]"#]), spec(["model": #"["lstm"]"#]),
    spec(["model": #"[{ "leaky_relu": { "negative_slope": -1 } }]"#]),
    spec(["model": #"[{ "gelu": { "approximate": 1 } }]"#]),
    spec(["model": #"[{ "selu": { "alpha": 1 } }]"#]),
    spec([
      "model": #"[{ "dense": { "units": 1, "kernel_constraint": { "max_norm": { "max_value": -1 } } } }]"#
    ]),
    spec(["model": #"[{ "dense": { "units": 1, "kernel_constraint": { "non_neg": { "axis": 0 } } } }]"#]),
  ]
}
