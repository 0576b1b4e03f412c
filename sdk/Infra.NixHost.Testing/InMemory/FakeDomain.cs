using System.Threading.Channels;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Xml;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>A domain in memory.</summary>
internal sealed class FakeDomain(Guid uuid, string name)
{
    public Guid Uuid { get; } = uuid;
    public string Name { get; } = name;
    public string Xml { get; set; } = "";
    public DomainState State { get; set; } = DomainState.ShutOff;
    public bool Autostart { get; set; }

    /// <summary>What its channel said last in this boot.</summary>
    public string? LastWord { get; set; }

    /// <summary>How often it was started.</summary>
    public int Boots { get; set; }

    /// <summary>The number of its last boot among the boots of all guests: no two are the same.</summary>
    public int BootId { get; set; }

    /// <summary>The running machine as it differs from its definition.</summary>
    public string LiveXml { get; set; } = "";
    public long? LiveMemory { get; set; }
    public int? LiveCpus { get; set; }
    public CrashAction? LiveCrashAction { get; set; }
    public bool HasCrashed { get; set; }
    public PauseReason PauseReason { get; set; }

    /// <summary>Whether the file system of its disk is full: whenever the guest runs, its next write pauses it.</summary>
    public bool HasFullDisk { get; set; }

    /// <summary>Whether a guest that has suspended itself cannot be woken.</summary>
    public bool SleepsOn { get; set; }

    /// <summary>The machine that was saved to a file; the next start goes on with it.</summary>
    public string? SavedXml { get; private set; }

    /// <summary>The running machine as libvirt shows it: a card of a network as one of the bridge that the network leads to.</summary>
    public string ShownXml
    {
        get
        {
            if (LiveXml.Length == 0)
            {
                return "";
            }

            var domain = XElement.Parse(LiveXml);
            foreach (var card in domain.Descendants("interface"))
            {
                if (card.Element("source") is not { } source || source.Attribute("network") is null)
                {
                    continue;
                }

                card.SetAttributeValue("type", "bridge");
                source.SetAttributeValue("portid", Guid.Empty);
                source.SetAttributeValue("bridge", "br0");
            }

            return domain.ToString();
        }
    }

    /// <summary>What <c>virsh managedsave</c> does.</summary>
    public void Save() => (SavedXml, State) = (LiveXml, DomainState.ShutOff);

    /// <summary>Goes on where the machine was saved, if it was.</summary>
    public bool Wake()
    {
        if (SavedXml is not { } saved)
        {
            return false;
        }

        (LiveXml, SavedXml, State) = (saved, null, DomainState.Running);
        return true;
    }

    /// <summary>What <c>virsh snapshot-create-as --disk-only</c> does: a disk goes on in a new file on top of its former one.</summary>
    public void Snapshot(string serial, string file)
    {
        Xml = Changed(Xml, serial, disk => Overlay(disk, file));
        LiveXml = LiveXml.Length == 0 ? "" : Changed(LiveXml, serial, disk => Overlay(disk, file));
    }

    /// <summary>What <c>virsh blockcommit --active --pivot</c> does after a snapshot.</summary>
    public void Commit(string serial)
    {
        Xml = Changed(Xml, serial, Merge);
        LiveXml = LiveXml.Length == 0 ? "" : Changed(LiveXml, serial, Merge);
    }

    /// <summary>Changes a disk as somebody does by hand.</summary>
    public static string Changed(string xml, string serial, Action<XElement> change)
    {
        var domain = XElement.Parse(xml);
        change(domain.Descendants("disk").Single(d => d.Element("serial")?.Value == serial));
        return domain.ToString();
    }

    private static void Overlay(XElement disk, string file)
    {
        var (source, below) = (disk.Child("source"), disk.Element("backingStore"));
        below?.Remove();
        source.AddAfterSelf(
            new XElement(
                "backingStore",
                new XAttribute("type", "file"),
                new XElement(source),
                below
            )
        );
        source.SetAttributeValue("file", file);
    }

    private static void Merge(XElement disk)
    {
        var below = disk.Child("backingStore");
        disk.Child("source").ReplaceWith(below.Elements());
        below.Remove();
    }

    public Channel<string> Channel { get; set; } =
        System.Threading.Channels.Channel.CreateUnbounded<string>();
    public DomainInfo Info =>
        new(Uuid, Name, State, IsPersistent: true, Autostart)
        {
            HasCrashed = HasCrashed,
            PauseReason = State == DomainState.Paused ? PauseReason : PauseReason.Unknown,
            IsSaved = SavedXml is not null,
        };

    /// <summary>What the running machine takes.</summary>
    public DomainUse Use
    {
        get
        {
            var domain = XElement.Parse(LiveXml.Length > 0 ? LiveXml : Xml);
            return new(
                Uuid,
                Name,
                LiveMemory
                    ?? DomainInputs.Bytes(
                        domain.Element("currentMemory") ?? domain.Element("memory")
                    ),
                LiveCpus ?? DomainInputs.Cpus(domain).Cpus
            );
        }
    }

    public DomainReading Reading =>
        new(Info, Xml, State is DomainState.ShutOff or DomainState.Crashed ? null : ShownXml);
}
