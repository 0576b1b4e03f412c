using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Counts the calls to a host's drivers and does something before the one that a test picks reaches the host.</summary>
internal sealed class FailingCalls
{
    private int _count;

    /// <summary>The number of the call that fails, counted from 1; 0 for none.</summary>
    public int FailAt { get; set; }

    /// <summary>Whether the picked call was reached.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What happens at the picked call. By default it fails.</summary>
    public Action<string> Act { get; init; } =
        call => throw new LibvirtException(1, 0, $"injected failure of {call}");

    /// <summary>Whether calls for files count as well. By default only those count that a driver does asynchronously.</summary>
    public bool CountsFiles { get; init; }

    /// <summary>The number of calls so far.</summary>
    public int Count => _count;

    /// <summary>The name of the picked call.</summary>
    public string Failed { get; private set; } = "";

    /// <summary>A host whose driver calls are counted.</summary>
    public INixHost Wrap(INixHost host) => FailingProxy<INixHost>.Wrap(host, this);

    public void Pass(string call)
    {
        if (Interlocked.Increment(ref _count) == FailAt)
        {
            (HasFailed, Failed) = (true, call);
            Act(call);
        }
    }
}
