using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Counts the calls to a host's drivers and fails the one that a test picks, before it reaches the host.</summary>
internal sealed class FailingCalls
{
    private int _count;

    /// <summary>The number of the call that fails, counted from 1; 0 for none.</summary>
    public int FailAt { get; set; }

    /// <summary>Whether the picked call was reached.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The name of the call that failed.</summary>
    public string Failed { get; private set; } = "";

    /// <summary>A host whose driver calls are counted.</summary>
    public INixHost Wrap(INixHost host) => FailingProxy<INixHost>.Wrap(host, this);

    public void Pass(string call)
    {
        if (Interlocked.Increment(ref _count) == FailAt)
        {
            (HasFailed, Failed) = (true, call);
            throw new LibvirtException(1, 0, $"injected failure of {call}");
        }
    }
}
