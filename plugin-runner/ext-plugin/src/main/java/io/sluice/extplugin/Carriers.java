package io.sluice.extplugin;

import java.lang.management.ManagementFactory;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform threads that carry all virtual ones: by default as many as there are cores.
 *
 * <p>A plugin that spins, or waits in native code, keeps one. With all of them kept no connection
 * could be answered, not even with an error, so others take their place.
 */
final class Carriers {

  private static final Logger logger = LoggerFactory.getLogger(Carriers.class);

  /** The JDK's own limit of carriers. */
  private static final int MAX = 256;

  private static final String PARALLELISM = "Parallelism";

  /** Adds carriers for threads that do not give theirs back. For a platform thread to call. */
  void add(int count) {
    try {
      var beans = ManagementFactory.getPlatformMBeanServer();
      var scheduler = new ObjectName("jdk.management:type=VirtualThreadScheduler");
      int now = (Integer) beans.getAttribute(scheduler, PARALLELISM);
      int then = Math.min(MAX, now + count);
      beans.setAttribute(scheduler, new Attribute(PARALLELISM, then));
      logger
          .atWarn()
          .addKeyValue("plugins", count)
          .addKeyValue("carriers", then)
          .log("plugins do not give up the processor: carriers added");
    } catch (JMException e) {
      logger
          .atError()
          .addKeyValue("plugins", count)
          .addKeyValue("reason", e)
          .log("plugins do not give up the processor, and only a JDK from 24 can add carriers");
    }
    for (int i = 0; i < count; i++) {
      // A new carrier starts when there is something new to carry.
      Thread.ofVirtual().start(() -> {});
    }
  }
}
