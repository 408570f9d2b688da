package io.meridian.federation.round;

import io.meridian.federation.ContentName;
import io.meridian.federation.TaskId;

/**
 * An update as a site offers it.
 *
 * @param update the update's weights, as the hub stored them
 * @param base the weights that the site says it started from
 * @param examples training examples used
 */
public record UpdateOffer(TaskId task, ContentName update, ContentName base, long examples) {}
