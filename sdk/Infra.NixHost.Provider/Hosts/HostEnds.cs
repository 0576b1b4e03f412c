using System.Collections.Concurrent;
using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>The end of a run on each of its hosts.</summary>
internal static class HostEnds
{
    /// <summary>
    /// Ends the run on all hosts at once, because engines wait for an end only so long. A host that is lost keeps none of the others from its end.
    /// </summary>
    /// <exception cref="HostException">Hosts do not answer; all of them are named.</exception>
    public static void OnEach(IEnumerable<OpenHost> hosts, Action<OpenHost> end)
    {
        var lost = new ConcurrentQueue<HostException>();
        var ends = hosts.Select(host =>
            Task.Run(() =>
            {
                try
                {
                    end(host);
                }
                catch (HostException e)
                {
                    lost.Enqueue(e);
                }
            })
        );
        Task.WhenAll(ends).GetAwaiter().GetResult();
        if (lost.TryPeek(out var first))
        {
            throw lost.Count == 1
                ? first
                : new HostException(
                    first.Code,
                    string.Join('\n', lost.Select(e => e.Message)),
                    first
                );
        }
    }
}
