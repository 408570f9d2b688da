/** Clinical inference: from a complete study to a result in the PACS. */
@NullMarked
package io.meridian.edge.inference;

import org.jspecify.annotations.NullMarked;
