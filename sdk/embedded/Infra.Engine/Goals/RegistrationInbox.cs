using System.Threading.Channels;

namespace Infra.Engine.Goals;

/// <summary>The queue of a program's registrations.</summary>
internal sealed class RegistrationInbox
{
    private readonly Channel<Registration> _channel = Channel.CreateUnbounded<Registration>(
        new() { SingleReader = true }
    );

    /// <summary>The registrations, until the program is done.</summary>
    public ChannelReader<Registration> Reader => _channel.Reader;

    /// <summary>Hands in a registration and waits for the answer; is cancelled when the run ends before.</summary>
    public Task<RegistrationResult> SendAsync(Registration registration)
    {
        if (!_channel.Writer.TryWrite(registration))
        {
            registration.Abandon();
        }

        return registration.Answer;
    }

    /// <summary>Ends the queue: the program is done, or has failed with an error.</summary>
    public void Complete(Exception? error = null) => _channel.Writer.TryComplete(error);
}
