#!/usr/bin/env node
import "@genlab/trainer/cli";
