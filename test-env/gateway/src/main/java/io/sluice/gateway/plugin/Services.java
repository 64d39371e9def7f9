package io.sluice.gateway.plugin;

import io.sluice.gateway.ext.RunnerClient;
import io.sluice.gateway.logger.LogPoster;
import java.util.concurrent.ScheduledExecutorService;

/** What plugins share beyond the life of one configuration. */
public record Services(RunnerClient runner, LogPoster poster, ScheduledExecutorService timer) {}
